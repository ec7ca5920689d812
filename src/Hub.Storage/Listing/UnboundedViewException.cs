namespace Hub.Storage.Listing;

/// <summary>A view that no declared index shape serves; add one to the kind.</summary>
public sealed class UnboundedViewException(string shape, string reason) : Exception($"The view {shape} would scan or sort: {reason}.");
