using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Generators;

/// <summary>The messages of the project's lock file. Compares by value.</summary>
/// <param name="Messages">The messages by name.</param>
internal sealed record LockedMessages(EquatableArray<MessageSchema> Messages)
{
    /// <summary>What the lock file among the additional files says; nothing where there is none.</summary>
    public static IncrementalValueProvider<LockedMessages> Find(IncrementalGeneratorInitializationContext context) =>
        context
            .AdditionalTextsProvider.Where(static file => LockFile.IsLock(file.Path))
            .Select(
                static (file, cancellationToken) =>
                    new LockedMessages(
                        file.GetText(cancellationToken) is { } text ? LockFile.Parse(text.ToString()).Schema.Messages : default
                    )
            )
            .Collect()
            .Select(static (files, _) => files.FirstOrDefault() ?? new LockedMessages(default(EquatableArray<MessageSchema>)))
            .WithTrackingName(StepNames.Lock);

    /// <summary>The message with what the file has of it and its cases.</summary>
    public LockedMessage Of(DeclaredMessage message) => new(message, message.Names.Select(Find).OfType<MessageSchema>().ToEquatableArray());

    private MessageSchema? Find(string name)
    {
        var (first, last) = (0, Messages.Count - 1);
        while (first <= last)
        {
            var middle = (first + last) / 2;
            var order = string.CompareOrdinal(Messages[middle].Name, name);
            if (order == 0)
            {
                return Messages[middle];
            }

            (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
        }

        return null;
    }
}
