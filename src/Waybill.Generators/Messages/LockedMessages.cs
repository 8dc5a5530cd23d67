using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Generators;

/// <summary>The messages of the project's lock file. Compares by value.</summary>
/// <param name="Schema">The messages alone: values of enums have no say in numbers.</param>
internal sealed record LockedMessages(SchemaSet Schema)
{
    /// <summary>What the lock file among the additional files says; nothing where there is none.</summary>
    public static IncrementalValueProvider<LockedMessages> Find(IncrementalGeneratorInitializationContext context) =>
        context
            .AdditionalTextsProvider.Where(static file => LockFile.IsLock(file.Path))
            .Select(
                static (file, cancellationToken) =>
                    Of(file.GetText(cancellationToken) is { } text ? LockFile.Parse(text.ToString()).Schema.Messages : default)
            )
            .Collect()
            .Select(static (files, _) => files.FirstOrDefault() ?? Of(default(EquatableArray<MessageSchema>)))
            .WithTrackingName(StepNames.Lock);

    /// <summary>The message with what the file has of it and its cases.</summary>
    public LockedMessage Of(DeclaredMessage message) =>
        new(message, message.Names.Select(Schema.Message).OfType<MessageSchema>().ToEquatableArray());

    private static LockedMessages Of(EquatableArray<MessageSchema> messages) => new(new SchemaSet(messages, default));
}
