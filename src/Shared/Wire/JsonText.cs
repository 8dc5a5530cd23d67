using System;
using System.Globalization;
using System.Linq;

namespace Waybill.Wire;

/// <summary>Which characters JSON text is written with as they are, and how the others are escaped: as System.Text.Json's default encoder does.</summary>
internal static class JsonText
{
    /// <summary>What is written as it is: ASCII without controls and without what HTML or JSON take for their own.</summary>
    public const string Plain = " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

    /// <summary>The letter that follows the backslash in a short escape; null for a character that has none.</summary>
    public static char? Short(char unit) =>
        unit switch
        {
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            '\\' => '\\',
            _ => null,
        };

    /// <summary>The text as it is written between quotes.</summary>
    public static string Escape(string text) => string.Concat(text.Select(Escape));

    private static string Escape(char unit) =>
        Plain.IndexOf(unit) >= 0 ? unit.ToString()
        : Short(unit) is { } letter ? $"\\{letter}"
        : $"\\u{((int)unit).ToString("X4", CultureInfo.InvariantCulture)}";
}
