using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.MailServers;

/// <summary>Wires that are cut after so many bytes as chance wants, in either direction; on request half of them inside a literal of the
/// server (RFC 3501, 4.3). Once all cuts are made everything passes.</summary>
internal sealed partial class RandomCuts(int count, int seed, double mostFromServer, double mostFromClient, bool inLiterals = false)
{
    private readonly Random _random = new(seed);
    private readonly Lock _guard = new();
    private int _made;

    /// <summary>Cuts made so far.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>Cuts made inside a literal.</summary>
    public int MadeInLiterals { get; private set; }

    /// <summary>Whether there is none left to make.</summary>
    public bool AreMade => Made >= count;

    /// <summary>The seed to draw from: what the environment says, else always the same.</summary>
    public static int SeedOf(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var seed) ? seed : 20_261_126;

    public Wire Next()
    {
        lock (_guard)
        {
            return AreMade ? new Wire()
                : inLiterals && _random.Next(2) == 0 ? new LiteralWire(this, _random.Next(5), _random.NextDouble())
                : new CutWire(this, _random.Next(2) == 0, Between(mostFromServer), Between(mostFromClient));
        }
    }

    // As many short as long ones: each power of ten is as likely.
    private long Between(double most) => (long)Math.Exp(_random.NextDouble() * Math.Log(most));

    private Passing Cut(byte[] bytes, long at, bool isInLiteral)
    {
        lock (_guard)
        {
            _made++;
            MadeInLiterals += isInLiteral ? 1 : 0;
        }
        return new Passing(bytes[..(int)at]) { Cuts = true };
    }

    private sealed class CutWire(RandomCuts cuts, bool isFromServer, long fromServer, long fromClient) : Wire
    {
        private long _left = isFromServer ? fromServer : fromClient;

        public override Passing FromClient(byte[] bytes) => isFromServer ? new Passing(bytes) : Count(bytes);

        public override Passing FromServer(byte[] bytes) => isFromServer ? Count(bytes) : new Passing(bytes);

        private Passing Count(byte[] bytes)
        {
            if (bytes.Length >= _left)
            {
                return cuts.Cut(bytes, _left, isInLiteral: false);
            }
            _left -= bytes.Length;
            return new Passing(bytes);
        }
    }

    private sealed partial class LiteralWire(RandomCuts cuts, int skipped, double part) : Wire
    {
        private readonly StringBuilder _line = new();
        private int _skipped = skipped;
        private long _inside;
        private long _cutAt = -1;

        public override Passing FromServer(byte[] bytes)
        {
            for (var at = 0; at < bytes.Length;)
            {
                if (_inside > 0)
                {
                    var length = Math.Min(_inside, bytes.Length - at);
                    if (_cutAt >= 0 && _cutAt < length)
                    {
                        return cuts.Cut(bytes, at + _cutAt, isInLiteral: true);
                    }
                    _cutAt -= _cutAt >= 0 ? length : 0;
                    _inside -= length;
                    at += (int)length;
                    continue;
                }
                _line.Append((char)bytes[at++]);
                if (_line[^1] == '\n')
                {
                    Begin(_line.ToString());
                    _line.Clear();
                }
            }
            return new Passing(bytes);
        }

        private void Begin(string line)
        {
            if (Literal().Match(line) is { Success: true } literal)
            {
                _inside = long.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture);
                _cutAt = _skipped-- == 0 ? (long)(part * _inside) : -1;
            }
        }

        [GeneratedRegex(@"\{(\d+)\}\r\n$")]
        private static partial Regex Literal();
    }
}
