using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Agent.Blazor.State;

/// <summary>Tags to choose from: those of the tickets changed last among what the agent may see, so that no name leaks.</summary>
public sealed class KnownTags(IHubStore store, ConsoleSession session)
{
    private const int Looked = 300;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private DateTimeOffset _at = DateTimeOffset.MinValue;

    /// <summary>Sorted; empty until read.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Reads them unless that was done within the last minute.</summary>
    public async Task LearnAsync()
    {
        if (session.Now - _at < Fresh)
        {
            return;
        }
        _at = session.Now;
        try
        {
            var page = await store.ListAsync(
                TicketViews.For(session.Access, Filter<Ticket>.Everything, Ticket.Fields.UpdatedAt), new PageRequest(Looked), session.Ended);
            Names = [.. page.Items.SelectMany(static ticket => ticket.Tags).Distinct().Order(StringComparer.CurrentCultureIgnoreCase)];
        }
        catch (StoreUnavailableException)
        {
            // Typing a tag works without suggestions.
            _at = DateTimeOffset.MinValue;
        }
    }
}
