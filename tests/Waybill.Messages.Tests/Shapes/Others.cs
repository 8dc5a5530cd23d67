namespace Waybill.Messages.Tests.Shapes;

/// <summary>Get-only members, set by a constructor whose parameters match whatever their case.</summary>
[Message]
public sealed partial class Classic
{
    public Classic(string id, int COUNT)
    {
        Id = id;
        Count = COUNT;
    }

    public string Id { get; }
    public int Count { get; }
    public string Extra { get; init; } = "unset";
    public string Shout => Id + "!";
    public static string Shared { get; set; } = "";
}

/// <summary>A constructor and required members together.</summary>
[Message]
public sealed partial record Mixed(int A)
{
    public required string B { get; init; }
    public long C { get; set; }
    internal int Hidden { get; set; }
}

/// <summary>A message that contains itself.</summary>
[Message]
public sealed partial record Tree(string Name, Tree? Left, Tree? Right, List<Tree> Children);

/// <summary>No fields at all.</summary>
[Message]
public sealed partial record Empty;

/// <summary>Names that are keywords, and names that generated locals use.</summary>
[Message("keywords", "a.{class}.b")]
public sealed partial record @event(int @class, string @new, string reader, int tag, int message, int writer, int Tag);

public static partial class Outer
{
    public partial struct Middle
    {
        /// <summary>Nested two deep.</summary>
        [Message("outer", "x.{Text}")]
        internal sealed partial record Inner(string Text);
    }
}

/// <summary>More than 15 fields, so that tags take two bytes.</summary>
[Message]
public sealed partial record Wide(
    int F1,
    int F2,
    int F3,
    int F4,
    int F5,
    int F6,
    int F7,
    int F8,
    int F9,
    int F10,
    int F11,
    int F12,
    int F13,
    int F14,
    int F15,
    int F16,
    string F17,
    int[] F18,
    Address? F19
);

public abstract record EventBase(Guid EventId)
{
    public int Version { get; init; }
}

/// <summary>Members of a base type come first.</summary>
[Message]
public sealed partial record Derived(Guid EventId, string Text) : EventBase(EventId);

/// <summary>A nested message that may be absent since its parameter has a default.</summary>
[Message]
public sealed partial record WithDefault(string Id, Address Address = null!);

/// <summary>Numbers of the author's choice: written in their order, whatever the order of declaration.</summary>
[Message, Reserved(2, "Note"), Reserved(5, 6)]
public sealed partial record Pinned([Field(700)] string Id, int Place, [property: Field(1)] string? First, List<int> Fourth)
{
    [Ignore]
    public string Shown => $"{Id} at {Place}";

    [Field(536_870_911)]
    public required double Last { get; init; }
}
