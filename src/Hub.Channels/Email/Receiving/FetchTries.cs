namespace Hub.Channels.Email.Receiving;

/// <summary>Counts the tries at the mail that holds up a mailbox, over all connections, and says when to go on without it. Mails are
/// fetched in order, so there is one at a time.</summary>
/// <remarks>A server that answers "no" three times has said it. A connection that breaks says less: three times at the very same byte it is
/// the mail, at ever other bytes it is the line, and only ten in a row without that mail are too many.</remarks>
internal sealed class FetchTries
{
    private const int MostTries = 3;
    private const int MostLosses = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private string? _mail;
    private int _refusals;
    private int _losses;
    private int _lossesThere;
    private long _there;

    /// <summary>Pause before the next try after a refusal; tripled with each.</summary>
    public TimeSpan Pause => FirstPause * Math.Pow(3, _refusals - 1);

    /// <summary>Tries so far.</summary>
    public int Count => _refusals + _losses;

    /// <summary>Whether one more failure is enough.</summary>
    public bool IsLastTry(string mail) => _mail == mail && (_refusals == MostTries - 1 || _lossesThere == MostTries - 1 || _losses == MostLosses - 1);

    /// <summary>The server answered and did not give it; true when it is to be left.</summary>
    public bool Refused(string mail)
    {
        At(mail);
        return ++_refusals >= MostTries;
    }

    /// <summary>The connection broke while it came; true when it is to be left.</summary>
    /// <param name="mail">Which mail.</param>
    /// <param name="bytes">How much of it had come.</param>
    public bool Lost(string mail, long bytes)
    {
        At(mail);
        _lossesThere = bytes == _there ? _lossesThere + 1 : 1;
        _there = bytes;
        return ++_losses >= MostLosses || _lossesThere >= MostTries;
    }

    private void At(string mail)
    {
        if (_mail != mail)
        {
            (_mail, _refusals, _losses, _lossesThere, _there) = (mail, 0, 0, 0, 0);
        }
    }
}
