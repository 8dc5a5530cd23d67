namespace Waybill.Roslyn.Parsing;

/// <summary>A method that handles one message type.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="IsStatic">Whether it needs no instance.</param>
/// <param name="MessageType">The message type with <c>global::</c>.</param>
/// <param name="MessageName">The message type's simple name.</param>
/// <param name="Arguments">The arguments after the message.</param>
/// <param name="Return">What it gives back.</param>
/// <param name="Key">The inbox key that it names; null for none.</param>
/// <param name="Retried">Which exceptions are tried again.</param>
internal sealed record HandlerMethodModel(
    string Name,
    bool IsStatic,
    string MessageType,
    string MessageName,
    EquatableArray<InjectedModel> Arguments,
    ReturnModel Return,
    KeyModel? Key,
    RetriedModel Retried
);
