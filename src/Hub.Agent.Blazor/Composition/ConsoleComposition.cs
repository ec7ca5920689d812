using Hub.Agent.Blazor.Commands;
using Hub.Agent.Blazor.Files;
using Hub.Agent.Blazor.Pages;
using Hub.Agent.Blazor.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace Hub.Agent.Blazor.Composition;

/// <summary>The agent console as one part of the process.</summary>
public static class ConsoleComposition
{
    /// <summary>A long draft travels in one message.</summary>
    private const long LargestMessage = 512 * 1024;

    /// <summary>How long a lost console keeps its state; locks and presence run out after 30 s as well.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(45);

    public static IServiceCollection AddHubConsole(this IServiceCollection services)
    {
        services.AddRazorComponents()
            .AddInteractiveServerComponents(static options => options.DisconnectedCircuitRetentionPeriod = Retention)
            .AddHubOptions(static options => options.MaximumReceiveMessageSize = LargestMessage);
        services.AddMudServices(static options =>
        {
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 2;
            options.SnackbarConfiguration.VisibleStateDuration = 3_000;
        });
        services.AddCascadingAuthenticationState();
        services.AddDataProtection();
        services.TryAddSingleton<SignedAddresses>();
        services.TryAddSingleton<RemoteImageCache>();
        return services
            .AddScoped<ConsoleSession>()
            .AddScoped<AgentPresence>()
            .AddScoped<RailCounts>()
            .AddScoped<OwnTraces>()
            .AddScoped<RowViewers>()
            .AddScoped<TicketListState>()
            .AddScoped<BulkState>()
            .AddScoped<SearchState>()
            .AddScoped<TicketActions>()
            .AddScoped<NoticesState>()
            .AddScoped<OpenTickets>()
            .AddScoped<KnownTags>()
            .AddScoped<CommandBarState>()
            .AddScoped<ShellState>()
            .AddScoped<CircuitHandler, ConsoleCircuit>();
    }

    /// <summary>Maps pages and files under <c>/console</c>; all of them need a signed-in agent.</summary>
    public static void MapHubConsole(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorComponents<ConsoleApp>().AddInteractiveServerRenderMode();
        endpoints.MapConsoleFiles();
    }
}
