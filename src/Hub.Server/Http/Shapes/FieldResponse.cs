using Hub.Core.Agents;
using Hub.Core.CustomFields;

namespace Hub.Server.Http.Shapes;

/// <summary>A custom field, with those of its queues that the reader may see (all for null: an administrator made it).</summary>
public sealed record FieldResponse(
    string Id, string Name, string Label, CustomFieldType Type, FieldScope Scope, IReadOnlyList<string> Choices, IReadOnlyList<Reference> Queues,
    FieldRequirement Required, FieldCondition? When, int Position)
{
    public static FieldResponse Of(FieldDefinition field, AgentAccess? by, DirectorySnapshot names) => new(
        field.Id.Value, field.Name, field.Label, field.Type, field.Scope, field.Choices,
        [.. field.Queues.Where(queue => by?.CanSee(queue) != false).Select(queue => Reference.To(queue, names))], field.Required, field.When, field.Position);
}
