using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.CustomFields;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/fields</c> and <c>/priority-matrix</c>.</summary>
public static class FieldEndpoints
{
    public static void MapFields(this IEndpointRouteBuilder api)
    {
        var fields = api.MapGroup("/fields").WithTags("Fields");
        fields.MapGet("", List).WithSummary("Custom fields in the order of the form").Produces<PageResponse<FieldResponse>>();
        fields.MapGet("/{id}", Find).WithSummary("One custom field").Produces<FieldResponse>();
        fields.MapPost("", CreateAsync).WithSummary("Adds a custom field").Produces<FieldResponse>(201);
        fields.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a custom field (merge patch); name, type and scope stay")
            .Accepts<FieldDraft>("application/json", "application/merge-patch+json").Produces<FieldResponse>();
        fields.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a custom field; values stay").Produces(204);

        var matrix = api.MapGroup("/priority-matrix").WithTags("Fields");
        matrix.MapGet("", static (HubDirectory directory) => Results.Ok(MatrixBody.Of(directory.Current.Matrix)))
            .WithSummary("The priority that urgency (outer) and impact (inner) propose").Produces<MatrixBody>();
        matrix.MapPatch("", ChangeMatrixAsync).WithSummary("Changes the matrix (merge patch)")
            .Accepts<MatrixBody>("application/json", "application/merge-patch+json").Produces<MatrixBody>();
    }

    private static IResult List(HttpContext http, HubDirectory directory)
    {
        var names = directory.Current;
        return Results.Ok(new PageResponse<FieldResponse>([.. names.Fields.Select(field => FieldResponse.Of(field, http.Access(), names))], null));
    }

    private static IResult Find(string id, HttpContext http, HubDirectory directory) =>
        directory.Current.Fields.FirstOrDefault(field => field.Id.Value == id) is { } field
            ? Results.Ok(FieldResponse.Of(field, http.Access(), directory.Current))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(
        FieldDraft body, HttpContext http, CreateField create, HubDirectory directory, CancellationToken ct) =>
        (await create.HandleAsync(body, http.Access(), ct))
            .Created(static field => $"{ApiGroup.Prefix}/fields/{field.Id}", field => FieldResponse.Of(field, http.Access(), directory.Current));

    private static async Task<IResult> ChangeAsync(
        string id, JsonElement body, HttpContext http, ChangeField change, HubDirectory directory, CancellationToken ct) =>
        DocId<FieldDefinition>.TryParse(id, out var fieldId)
            ? (await change.HandleAsync(fieldId, draft => MergePatch.Apply(draft, body), http.Access(), ct))
                .Changed(field => FieldResponse.Of(field, http.Access(), directory.Current))
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteField delete, CancellationToken ct) =>
        DocId<FieldDefinition>.TryParse(id, out var fieldId)
            ? (await delete.HandleAsync(fieldId, http.Access(), ct)).Deleted()
            : Problem.NotFound();

    private static async Task<IResult> ChangeMatrixAsync(JsonElement body, HttpContext http, ChangePriorityMatrix change, CancellationToken ct) =>
        (await change.HandleAsync(matrix => MergePatch.Apply(MatrixBody.Of(matrix), body).ToMatrix(matrix), http.Access(), ct)).Changed(MatrixBody.Of);
}

/// <summary>The matrix: urgency outside, impact inside.</summary>
public sealed record MatrixBody(ImpactRow Low, ImpactRow Medium, ImpactRow High)
{
    public static MatrixBody Of(PriorityMatrix matrix) => new(matrix.Low, matrix.Medium, matrix.High);

    public PriorityMatrix ToMatrix(PriorityMatrix matrix) => Low is null || Medium is null || High is null
        ? throw new InvalidRequestException("body", "Rows cannot be taken away.")
        : matrix with { Low = Low, Medium = Medium, High = High };
}
