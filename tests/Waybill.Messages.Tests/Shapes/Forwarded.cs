namespace Waybill.Messages.Tests.Shapes;

/// <summary>Messages that keep what they do not know, in each kind of type.</summary>
[Message, PreserveUnknownFields]
public sealed partial record Forwarded(string Id, ForwardedLine? Line, List<ForwardedPoint> Points);

[Message, PreserveUnknownFields]
public sealed partial class ForwardedLine
{
    public required string Sku { get; set; }
}

[Message, PreserveUnknownFields]
public readonly partial record struct ForwardedPoint(int X, int Y);

[Message, PreserveUnknownFields]
public partial struct ForwardedPlace
{
    public int Row { get; set; }
}

/// <summary>It knows no field at all.</summary>
[Message, PreserveUnknownFields]
public sealed partial record Opaque;
