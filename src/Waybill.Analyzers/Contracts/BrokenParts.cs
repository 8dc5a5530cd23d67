using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>Parts of a message that cannot be used as they stand: a type that is unknown or has no form on the wire, a number that is not free, an object that cannot be made.</summary>
internal static class BrokenParts
{
    public static bool Has(MessageModel message) => message.Construction.Problem is not null || message.Fields.Any(IsBroken);

    /// <summary>The message in which such parts are as the lock file has them, so that nobody takes a mistake of typing for a removal.</summary>
    /// <param name="message">The message.</param>
    /// <param name="schema">What can be used of it.</param>
    /// <param name="locked">What the lock file has.</param>
    public static MessageSchema Mended(MessageModel message, MessageSchema schema, SchemaSet locked)
    {
        if (locked.Message(message.Name) is not { } before || !Has(message))
        {
            return schema;
        }

        // Which members an object has that cannot be made, a constructor would have to say.
        if (message.Construction.Problem is not null)
        {
            return before;
        }

        var kept = before.Fields.Where(field =>
            message.Fields.Any(broken => IsBroken(broken) && (broken.Name == field.Name || broken.Pinned == field.Number))
            && schema.Fields.All(used => used.Name != field.Name && used.Number != field.Number)
        );
        return schema with { Fields = schema.Fields.Concat(kept).OrderBy(field => field.Number).ToEquatableArray() };
    }

    private static bool IsBroken(FieldModel field) => field.Value is null || field.Number <= 0;
}
