using System;
using System.Linq;

namespace Waybill.Wire;

/// <summary>
/// What readers find a member of a JSON object by: the letters of its name, whatever their case and whatever separates its words. So <c>order_id</c>, <c>order-id</c> and
/// <c>orderId</c> are one name.
/// </summary>
internal static class JsonWords
{
    /// <summary>Whether a character is part of a word, and does not separate two.</summary>
    public static bool IsLetter(char unit) => unit is not ('_' or '-');

    /// <summary>The name without separators.</summary>
    public static string Of(string name) => string.Concat(name.Where(IsLetter));

    /// <summary>Whether two names are one to who reads them.</summary>
    public static bool AreAlike(string name, string other) => string.Equals(Of(name), Of(other), StringComparison.OrdinalIgnoreCase);
}
