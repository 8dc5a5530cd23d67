using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

/// <summary>Who had which number in the lock files of a program's versions: fields of messages, and values of the enums that a field was of without a break.</summary>
internal sealed class UsedNumbers
{
    private readonly Dictionary<string, HashSet<int>> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Message, int Field), HashSet<EnumValueSchema>> _values = [];
    private SchemaSet _locked;

    public UsedNumbers(SchemaSet locked)
    {
        _locked = locked;
        Add(locked);
    }

    /// <summary>Takes the next lock file. What is gone from it altogether is forgotten.</summary>
    public void Add(SchemaSet locked)
    {
        _locked = locked;
        foreach (var gone in _fields.Keys.Where(name => locked.Message(name) is null).ToList())
        {
            _fields.Remove(gone);
        }

        var enums = new HashSet<(string, int)>();
        foreach (var message in locked.Messages)
        {
            if (!_fields.TryGetValue(message.Name, out var numbers))
            {
                _fields.Add(message.Name, numbers = []);
            }

            numbers.UnionWith(message.Fields.Select(field => field.Number));
            foreach (var field in message.Fields.Where(field => field.Enum is not null))
            {
                enums.Add((message.Name, field.Number));
                if (!_values.TryGetValue((message.Name, field.Number), out var values))
                {
                    _values.Add((message.Name, field.Number), values = []);
                }

                values.UnionWith(locked.Enum(field.Enum!)!.Values);
            }
        }

        foreach (var gone in _values.Keys.Where(field => !enums.Contains(field)).ToList())
        {
            _values.Remove(gone);
        }
    }

    /// <summary>A number in the source that something else had, of which the changes say nothing; null for none.</summary>
    public string? TakenInSilence(SchemaSet source, IReadOnlyList<SchemaChange> changes)
    {
        foreach (var message in source.Messages.Where(message => _locked.Message(message.Name) is not null))
        {
            var before = _locked.Message(message.Name)!;
            foreach (var field in message.Fields)
            {
                var owner = before.Fields.FirstOrDefault(other => other.Number == field.Number);
                if (owner?.Name != field.Name && _fields[message.Name].Contains(field.Number) && !IsSaid(message.Name, field.Name, owner))
                {
                    return $"{message.Name}.{field.Name} takes {field.Number}";
                }

                if (
                    owner?.Enum is not null
                    && field.Enum is { } name
                    && _values.TryGetValue((message.Name, field.Number), out var had)
                    && Taken(source.Enum(name)!, had) is { } taken
                    && !IsBroken(message.Name)
                    && !IsBroken(name)
                    && !changes.Any(change => change.Kind == ChangeKind.ValueRenamed && change.Owner == name && change.Part == taken.Name)
                )
                {
                    return $"{name}.{taken.Name} takes {taken.Number} in {message.Name}.{field.Name}";
                }
            }
        }

        return null;

        bool IsBroken(string owner) => changes.Any(change => change.Owner == owner && change.Verdict == Verdict.Breaks);

        // A field that takes the number of one that is gone may be the same under another name: that is said as such.
        bool IsSaid(string message, string field, FieldSchema? owner) =>
            changes.Any(change =>
                change.Owner == message
                && change.Part == field
                && (change.Verdict == Verdict.Breaks || (owner is not null && change.Kind == ChangeKind.FieldRenamed))
            );
    }

    /// <summary>A value whose number only others had; another name of one that is still there is none.</summary>
    private static EnumValueSchema? Taken(EnumSchema @enum, HashSet<EnumValueSchema> had) =>
        @enum.Values.FirstOrDefault(value =>
            had.Any(other => other.Number == value.Number) && !@enum.Values.Any(same => same.Number == value.Number && had.Contains(same))
        );
}
