using Microsoft.CodeAnalysis;

namespace Waybill.Generators;

/// <summary>Writes the descriptor, the Protobuf serializer and the routing key of every message type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class MessageGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context) { }
}
