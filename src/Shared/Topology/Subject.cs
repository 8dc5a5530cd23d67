using Waybill.Manifests;

namespace Waybill.Topologies;

/// <summary>What a problem is about.</summary>
/// <param name="Kind">What the thing is.</param>
/// <param name="Name">What tells it from others of its kind.</param>
internal readonly record struct Subject(SubjectKind Kind, string Name)
{
    public static Subject Module(string name) => new(SubjectKind.Module, name);

    public static Subject Exchange(string name) => new(SubjectKind.Exchange, name);

    public static Subject Queue(string name) => new(SubjectKind.Queue, name);

    public static Subject Of(BindingEntry binding) =>
        new(SubjectKind.Binding, string.Join("\n", [binding.Queue, binding.Exchange ?? "", binding.Pattern, .. binding.Arguments]));

    public static Subject Of(MessageEntry message) => new(SubjectKind.Message, message.Type);

    public static Subject Of(HandlerEntry handler) => new(SubjectKind.Handler, handler.Type);

    /// <summary>One message type as one handler handles it.</summary>
    public static Subject Of(HandlerEntry handler, string message) => new(SubjectKind.Handled, $"{handler.Type}\n{message}");
}

/// <summary>What a <see cref="Subject"/> is.</summary>
internal enum SubjectKind
{
    Module,
    Exchange,
    Queue,
    Binding,
    Message,
    Handler,
    Handled,
}
