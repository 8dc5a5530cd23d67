using System.Globalization;
using System.Text;
using Waybill.Schemas;

namespace Waybill.Cli.Export;

/// <summary>Writes one enum of a .proto file. Values bear the enum's name, for in Protobuf they share a scope with those of all others.</summary>
internal static class ProtoEnum
{
    /// <summary>Whether Protobuf has enums of such values: of 32 bits.</summary>
    public static bool Fits(EnumSchema @enum) => @enum.Values.All(value => value.Number is >= int.MinValue and <= int.MaxValue);

    /// <param name="text">Takes the lines.</param>
    /// <param name="names">The names in the file.</param>
    /// <param name="enum">The enum.</param>
    public static void Write(StringBuilder text, ProtoNames names, EnumSchema @enum)
    {
        var name = names.Type(@enum.Name);
        text.Append('\n');
        if (!names.IsPlain(@enum.Name))
        {
            text.Append(CultureInfo.InvariantCulture, $"// {@enum.Name.ReplaceLineEndings(" ")}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"enum {name} {{\n");
        if (@enum.Values.Select(value => value.Number).Distinct().Count() < @enum.Values.Count)
        {
            text.Append("  option allow_alias = true;\n");
        }

        var values = Values(@enum, names, name).ToList();
        Reserve(text, @enum, name, values);
        foreach (var (value, number) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {value} = {number};\n");
        }

        text.Append("}\n");
    }

    private static IEnumerable<(string Name, decimal Number)> Values(EnumSchema @enum, ProtoNames names, string name)
    {
        // Protobuf compares them without case and underscores.
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // The first must be 0.
        foreach (var value in Values(@enum).OrderBy(value => value.Number != 0))
        {
            var unique = ProtoNames.Identifier(value.Name);
            while (!used.Add(unique.Replace("_", "", StringComparison.Ordinal)) || !names.TryTake($"{name}_{unique}"))
            {
                unique += "x";
            }

            yield return ($"{name}_{unique}", value.Number);
        }
    }

    private static void Reserve(StringBuilder text, EnumSchema @enum, string name, List<(string Name, decimal Number)> values)
    {
        var numbers = @enum
            .Reserved.Select(value => value.Number)
            .Where(number => number is >= int.MinValue and <= int.MaxValue)
            .Except(values.Select(value => value.Number))
            .ToList();
        if (numbers.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  reserved {string.Join(", ", numbers)};\n");
        }

        var reserved = @enum
            .Reserved.Select(value => $"{name}_{ProtoNames.Identifier(value.Name)}")
            .Except(values.Select(value => value.Name))
            .Select(value => $"\"{value}\"")
            .ToList();
        if (reserved.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  reserved {string.Join(", ", reserved)};\n");
        }
    }

    private static IEnumerable<EnumValueSchema> Values(EnumSchema @enum) =>
        @enum.Values.Any(value => value.Number == 0) ? @enum.Values : @enum.Values.Prepend(new EnumValueSchema("Unspecified", 0));
}
