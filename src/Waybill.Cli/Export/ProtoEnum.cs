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

            text.Append(CultureInfo.InvariantCulture, $"  {name}_{unique} = {value.Number};\n");
        }

        text.Append("}\n");
    }

    private static IEnumerable<EnumValueSchema> Values(EnumSchema @enum) =>
        @enum.Values.Any(value => value.Number == 0) ? @enum.Values : @enum.Values.Prepend(new EnumValueSchema("Unspecified", 0));
}
