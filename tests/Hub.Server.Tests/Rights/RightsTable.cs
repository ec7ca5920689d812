namespace Hub.Server.Tests.Rights;

/// <summary>What each profile may do at each place, written by hand. Four letters stand for a ticket in Board, Treasurer (below
/// Board), Receipts (below Treasurer) and Sport: <c>+</c> done, <c>x</c> seen but refused (403), <c>.</c> not there (404). One letter
/// stands for what has no place.</summary>
internal static class RightsTable
{
    private static readonly string[] Profiles = ["nobody", "reader", "noter", "replier", "worker", "tree", "denied", "assigned", "admin"];

    private static readonly Dictionary<string, string[]> Rows = new()
    {
        //              nobody  reader  noter   replier worker  tree    denied  assigned admin
        ["read"] = /**/["....", ".+..", ".+..", ".+..", ".+..", "+++.", "+.+.", "++++", "++++"],
        ["note"] = /**/["....", ".x..", ".+..", ".x..", ".+..", "+++.", "+.+.", "xxxx", "++++"],
        ["reply"] = /**/["....", ".x..", ".x..", ".+..", ".+..", "+++.", "+.+.", "++++", "++++"],
        ["edit"] = /**/["....", ".x..", ".+..", ".+..", ".+..", "+++.", "+.+.", "++++", "++++"],
        ["own"] = /**/["....", ".x..", ".x..", ".x..", ".+..", "+++.", "+.+.", "xxxx", "++++"],
        ["close"] = /**/["....", ".x..", ".x..", ".x..", ".+..", "+++.", "+.+.", "xxxx", "++++"],
        ["move"] = /**/["....", ".x..", ".x..", ".x..", ".+..", "+++.", "+.+.", "xxxx", "++++"],
        ["merge"] = /**/["....", ".x..", ".x..", ".x..", ".+..", "+++.", "+.+.", "xxxx", "++++"],
        ["split"] = /**/["....", ".x..", ".x..", ".x..", ".+..", "+++.", "+.+.", "xxxx", "++++"],
        ["create"] = /**/["xxxx", "xxxx", "xxxx", "xxxx", "x+xx", "+++x", "+x+x", "xxxx", "++++"],
        ["queue"] = /**/["....", ".+..", ".+..", ".+..", ".+..", "+++.", "+.+.", "....", "++++"],
        ["manage"] = /**/["....", ".x..", ".x..", ".x..", ".x..", "+++.", "+.+.", "....", "++++"],
        // Queues are made below one that is managed, and taken away from below one.
        ["make"] = /**/["xxxx", "xxxx", "xxxx", "xxxx", "xxxx", "+++x", "+x+x", "xxxx", "++++"],
        ["unmake"] = /**/["....", ".x..", ".x..", ".x..", ".x..", "x++.", "x.x.", "....", "++++"],
        // Events: a ticket comes to those who may answer it, and is gone for those who read it by its queue.
        ["moved"] = /**/["....", "....", "....", ".+..", ".+..", "+++.", "+.+.", "++++", "++++"],
        ["gone"] = /**/["....", ".+..", ".+..", ".+..", ".+..", "+++.", "+.+.", "....", "...."],
        // Without a place.
        ["everybody"] = ["+", "+", "+", "+", "+", "+", "+", "+", "+"],
        ["administrator"] = ["x", "x", "x", "x", "x", "x", "x", "x", "+"],
        ["somebody else's"] = [".", ".", ".", ".", ".", ".", ".", ".", "."],
    };

    /// <summary>All profiles, in the order of the columns.</summary>
    public static IReadOnlyList<string> AllProfiles => Profiles;

    /// <summary>The letter for a kind of action of a profile at a place (0 to 3).</summary>
    public static char Expect(string kind, string profile, int place) =>
        Rows[kind][Array.IndexOf(Profiles, profile)] is var letters && letters.Length == 1 ? letters[0] : letters[place];
}
