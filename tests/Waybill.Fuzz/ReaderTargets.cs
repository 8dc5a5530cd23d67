using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz;

/// <summary>The readers of every message type of this project.</summary>
internal static class ReaderTargets
{
    public static IReadOnlyList<ReaderTarget> Protobuf { get; } = [.. MessageShapes.All.Select(shape => new ProtobufTarget(shape))];

    public static IReadOnlyList<ReaderTarget> Json { get; } =
    [
        .. MessageShapes
            .All.Select(shape => (JsonTarget)Activator.CreateInstance(typeof(JsonTarget<>).MakeGenericType(shape.Type), shape)!)
            .Where(target => target.HasJson),
    ];

    public static IReadOnlyList<ReaderTarget> All { get; } = [.. Protobuf, .. Json];

    public static IReadOnlyList<ReaderTarget> Of(MessageFormat format) => format == MessageFormat.Json ? Json : Protobuf;

    public static ReaderTarget Get(string name) => All.Single(target => target.Name == name);
}
