using Hub.Agent.Blazor.State;
using Hub.Core.Queues;

namespace Hub.Agent.Blazor.Commands;

/// <summary>What the command bar offers for what is typed: the open ticket's commands, pages, views, queues, and a ticket by number.</summary>
public sealed class CommandBarState(ConsoleSession session) : ObservableState
{
    private const int MostShown = 12;
    private Func<IEnumerable<DeskCommand>>? _ofTicket;

    public bool IsOpen { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Place of the one that Enter runs.</summary>
    public int Chosen { get; private set; }

    /// <summary>What is offered now.</summary>
    public IReadOnlyList<DeskCommand> Offered { get; private set; } = [];

    /// <summary>Where pages lead; set by the frame.</summary>
    public Action<string>? GoTo { get; set; }

    /// <summary>Offers the commands of a desk while it is shown; null ends that.</summary>
    public void OfTicket(Func<IEnumerable<DeskCommand>>? commands) => _ofTicket = commands;

    public void Open()
    {
        IsOpen = true;
        Type("");
    }

    public void Close()
    {
        IsOpen = false;
        Notify();
    }

    public void Type(string text)
    {
        Text = text;
        Chosen = 0;
        Offered = [.. Find(text.Trim()).Take(MostShown)];
        Notify();
    }

    /// <summary>Chooses the next or the one before; the ends meet.</summary>
    public void Move(int by)
    {
        if (Offered.Count > 0)
        {
            Chosen = (Chosen + by + Offered.Count) % Offered.Count;
            Notify();
        }
    }

    /// <summary>Closes and does the chosen one, or the one of the given place.</summary>
    public async Task RunAsync(int? place = null)
    {
        if ((place ?? Chosen) is var at && at < Offered.Count)
        {
            var command = Offered[at];
            Close();
            await command.RunAsync();
        }
    }

    private IEnumerable<DeskCommand> Find(string typed)
    {
        var number = typed.TrimStart('#');
        if (number.Length > 0 && number.All(char.IsAsciiDigit))
        {
            yield return Place(session.Texts.Commands.Page, "inbox", string.Format(session.Texts.Culture, session.Texts.Commands.GoTo, number), null, $"/console/all/{number}");
        }
        var words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (var command in (_ofTicket?.Invoke() ?? []).Concat(Places()).Where(command => command.Fits(words)))
        {
            yield return command;
        }
        if (typed.Length > 0)
        {
            yield return Place(session.Texts.Commands.Page, "search", string.Format(session.Texts.Culture, session.Texts.Commands.SearchFor, typed), "/", $"/console/search?q={Uri.EscapeDataString(typed)}");
        }
    }

    private IEnumerable<DeskCommand> Places()
    {
        var texts = session.Texts;
        foreach (var (view, icon, text) in (IEnumerable<(string, string, string)>)[
            ("open", "inbox", texts.Rail.AllOpen), ("mine", "user", texts.Rail.Mine), ("unassigned", "circle-dashed", texts.Rail.Unassigned),
            ("pending", "clock", texts.Rail.Pending), ("closed", "archive", texts.Rail.Closed)])
        {
            yield return Place(texts.Commands.View, icon, text, null, $"/console/{view}");
        }
        foreach (var view in session.Directory.ViewsFor(session.Access))
        {
            yield return Place(texts.Commands.View, "layers", view.Name, null, $"/console/view/{view.Id.Value}");
        }
        foreach (var queue in session.Directory.Tree.TopDown.Where(queue => session.Access.May(Right.Read, queue.Id)))
        {
            yield return Place(texts.Commands.Queue, "layers", session.PathOf(queue.Id), null, $"/console/queue/{queue.Id.Value}");
        }
        foreach (var (address, icon, text) in (IEnumerable<(string, string, string)>)[
            ("/console/new", "plus", texts.New.Title), ("/console/notices", "bell", texts.Work.Notices), ("/console/contacts", "users", texts.People.Contacts),
            ("/console/organizations", "building", texts.People.Organizations), ("/console/views", "layers", texts.Views.Views), ("/console/absence", "clock", texts.Work.Absence),
            .. session.Access.IsAdministrator ? [("/console/settings", "settings", texts.Rail.Settings), ("/console/tray", "tray", texts.Rail.Tray)] : Array.Empty<(string, string, string)>()])
        {
            yield return Place(texts.Commands.Page, icon, text, null, address);
        }
    }

    private DeskCommand Place(string group, string icon, string text, string? key, string address) => new(group, icon, text, key, () =>
    {
        GoTo?.Invoke(address);
        return Task.CompletedTask;
    });
}
