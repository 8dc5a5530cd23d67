using System;
using System.Collections.Generic;
using System.Globalization;

namespace Waybill.Wire;

/// <summary>
/// The fields of a message in one text, which generated code holds and the runtime reads when an error or an unknown field asks: names by rising number, split by
/// blanks. A number follows the one before, from 1 on, unless the name says it: <c>Id Region=3 Note</c> has the numbers 1, 3 and 4. Immutable; thread-safe.
/// </summary>
internal sealed class FieldNames
{
    private readonly int[] _numbers;
    private readonly string[] _names;

    private FieldNames(int[] numbers, string[] names)
    {
        _numbers = numbers;
        _names = names;
    }

    /// <param name="fields">The fields by rising number.</param>
    public static string Write(IEnumerable<(int Number, string Name)> fields)
    {
        var names = new List<string>();
        var last = 0;
        foreach (var (number, name) in fields)
        {
            names.Add(number == last + 1 ? name : $"{name}={number.ToString(CultureInfo.InvariantCulture)}");
            last = number;
        }

        return string.Join(" ", names);
    }

    public static FieldNames Parse(string text)
    {
        var names = text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var numbers = new int[names.Length];
        var last = 0;
        for (var i = 0; i < names.Length; i++)
        {
            var parts = names[i].Split('=');
            last = parts.Length == 1 ? last + 1 : int.Parse(parts[1], CultureInfo.InvariantCulture);
            (numbers[i], names[i]) = (last, parts[0]);
        }

        return new FieldNames(numbers, names);
    }

    /// <summary>The name of a number; null where no field has it.</summary>
    public string? Find(int number)
    {
        var at = Array.BinarySearch(_numbers, number);
        return at < 0 ? null : _names[at];
    }
}
