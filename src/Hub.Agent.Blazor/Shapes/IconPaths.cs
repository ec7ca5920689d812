using System.Collections.Frozen;
using Hub.Core.Inboxes;

namespace Hub.Agent.Blazor.Shapes;

/// <summary>Line drawings on a 24 × 24 grid, stroked in the colour of the text.</summary>
public static class IconPaths
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["inbox"] = "M3 13h5l1.5 3h5L16 13h5M5.5 5h13L21 13v5.5H3V13z",
        ["user"] = "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.700 1.900 7.500 5.500",
        ["circle-dashed"] = "M10 3.700a8.500 8.500 0 0 1 4 0M18 6a8.500 8.500 0 0 1 2 3.500M20.300 14a8.500 8.500 0 0 1-2 3.800M14 20.300a8.500 8.500 0 0 1-4 0M6 18a8.500 8.500 0 0 1-2-3.500M3.700 10A8.500 8.500 0 0 1 6 6",
        ["clock"] = "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7.500V12l3 2",
        ["archive"] = "M4 4.500h16v4H4zM5.500 8.500v11h13v-11M10 12.500h4",
        ["layers"] = "M12 3.500 3.500 8l8.500 4.500L20.500 8zM3.500 12l8.500 4.500 8.500-4.500M3.500 16l8.500 4.500 8.500-4.500",
        ["tray"] = "M4 14v5.500h16V14M12 4v10M8 10.500l4 4 4-4",
        ["settings"] = "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM9 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
        ["search"] = "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20.500 20.500 16 16",
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["back"] = "M19 12H5M11 5.500 4.500 12l6.500 6.500",
        ["down"] = "m6.500 9.500 5.500 5.500 5.500-5.500",
        ["right"] = "m9.500 6.500 5.500 5.500-5.500 5.500",
        ["up"] = "m6.500 14.500 5.500-5.500 5.500 5.500",
        ["chat"] = "M4 5h16v11.500h-8.500L7 20v-3.500H4z",
        ["mail"] = "M3.500 5.500h17v13h-17zM4 6.500l8 6.500 8-6.500",
        ["phone"] = "M5 4h4l1.500 5-2.500 1.500a11 11 0 0 0 5.500 5.500l1.500-2.500 5 1.500v4c-9 .5-15.500-6-15-15z",
        ["device"] = "M7 3.500h10v17H7zM11 17.500h2",
        ["globe"] = "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM3.500 12h17M12 3.500c5 5 5 12 0 17-5-5-5-12 0-17z",
        ["plug"] = "M9 3.500v5M15 3.500v5M6.500 8.500h11V12a5.500 5.500 0 0 1-11 0zM12 17.500v3",
        ["note"] = "M5 4h14v10.500L14.500 19H5zM19 14.500h-4.500V19M8.500 8.500h7M8.500 12h4",
        ["reply"] = "M9.500 6 4 11.500 9.500 17M4.500 11.500H14c4 0 6 2.500 6 6.500",
        ["lock"] = "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
        ["clip"] = "m19 11-7.500 7.500a4.500 4.500 0 0 1-6.500-6.500L13 4.500a3 3 0 0 1 4.500 4.500l-7.500 7.500a1.500 1.500 0 0 1-2.200-2.200L14.500 7.500",
        ["send"] = "M4 12 20 4.500 14.500 20l-3-6.500zM11.500 13.500 20 4.500",
        ["bolt"] = "M13 3.500 5.500 13.500H12l-1 7 7.500-10H12z",
        ["check"] = "m5 12.500 4.500 4.500L19 7.500",
        ["checks"] = "m2.500 12.500 4.500 4.500L15.500 8M11.500 16l1 1L21.500 8",
        ["bell"] = "M6.500 16.500V11a5.500 5.500 0 0 1 11 0v5.500l1.500 1.500H5zM10 20.500h4M12 5.500V3.500",
        ["building"] = "M5 20.500V4h9v16.500M14 9.500h5v11M3.500 20.500h17M8 8h3M8 11.500h3M8 15h3M16.500 13h.1M16.500 16.500h.1",
        ["alert"] = "M12 4 2.800 19.500h18.400zM12 10v4.500M12 17v.1",
        ["close"] = "m6 6 12 12M18 6 6 18",
        ["plus"] = "M12 5v14M5 12h14",
        ["more"] = "M5 11.5h.8v.8H5zM11.600 11.500h.8v.8h-.8zM18.200 11.500h.8v.8h-.8z",
        ["file"] = "M6 3.500h8l4.500 4.500v12.500H6zM14 3.500V8h4.500",
        ["image"] = "M4 5h16v14H4zM4 16l4.500-4.500 4 4L15 13l5 4.500M9 9.500v.1",
        ["download"] = "M12 4v11M7.500 11l4.500 4.500 4.500-4.500M4.500 19.500h15",
        ["eye"] = "M2.500 12c2.500-4.500 5.500-6.500 9.500-6.500s7 2 9.500 6.500c-2.500 4.500-5.500 6.500-9.500 6.500s-7-2-9.500-6.500zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
        ["pen"] = "m4 20 1-4.500L16 4.500l3.500 3.500L8.500 19z",
        ["panel"] = "M3.500 5h17v14h-17zM14.500 5v14",
        ["refresh"] = "M19.500 5v5h-5M4.500 19v-5h5M5.500 10a7 7 0 0 1 13-1.500M18.500 14a7 7 0 0 1-13 1.500",
        ["key"] = "M3.500 6h17v12h-17zM7 10h.1M11 10h.1M15 10h.1M7.500 14.500h9",
        ["tag"] = "M4 4h8l8 8-8 8-8-8zM8 8v.1",
        ["urgent"] = "M12 4v10M12 19v.1",
        ["arrow-up"] = "M12 19V5.500M6 11l6-6 6 6",
        ["arrow-down"] = "M12 5v13.500M6 13l6 6 6-6",
        ["logout"] = "M10 4.500H5v15h5M14.500 8l4 4-4 4M18.500 12H9.500",
        ["users"] = "M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 19.500c.5-3.500 3-5 6.500-5s6 1.500 6.500 5M15.500 4.800a3.500 3.500 0 0 1 0 6.400M17.500 14.800c2.200.6 3.600 2.100 4 4.700",
        ["copy"] = "M8 8h12v12H8zM16 8V4H4v12h4",
        ["link"] = "M10 14a4 4 0 0 1 0-5.500l3-3a4 4 0 0 1 5.500 5.500l-1.500 1.500M14 10a4 4 0 0 1 0 5.500l-3 3A4 4 0 0 1 5.500 13L7 11.500",
    }.ToFrozenDictionary();

    /// <summary>The path of an icon.</summary>
    public static string Of(string name) => Paths[name];

    /// <summary>The icon of a channel.</summary>
    public static string NameOf(ChannelKind channel) => channel switch
    {
        ChannelKind.Chat or ChannelKind.Bot => "chat",
        ChannelKind.Email => "mail",
        ChannelKind.Sms or ChannelKind.Whatsapp => "device",
        ChannelKind.Voice or ChannelKind.Phone => "phone",
        ChannelKind.Webform => "globe",
        ChannelKind.Api => "plug",
        ChannelKind.Letter => "file",
        ChannelKind.Visit => "user",
        ChannelKind.Internal => "note",
        _ => throw new InvalidOperationException($"Unknown channel {channel}."),
    };
}
