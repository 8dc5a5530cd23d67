using System.Text.RegularExpressions;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>
/// Looks at SQL as far as it can be told without its tables: an insert that nothing keys, and a column that is set from its own old value. An insert that
/// names an id column with a value from outside is keyed: the second one fails.
/// </summary>
internal static class SqlText
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMilliseconds(200);

    private static readonly Regex s_comment = new(@"--[^\n]*|/\*.*?\*/", Options, s_timeout);

    private static readonly Regex s_insert = new(
        @"^\s*(?:WITH\b.*?)?INSERT\s+INTO\s+(?<table>[\w.""\[\]`]+)\s*(?:\((?<columns>[^)]*)\))?",
        Options,
        s_timeout
    );

    private static readonly Regex s_guarded = new(
        @"\bON\s+CONFLICT\b|\bON\s+DUPLICATE\s+KEY\b|\bMERGE\b|\bNOT\s+EXISTS\b|\bINSERT\s+(OR\s+\w+|IGNORE)\b|\bEXCEPT\b",
        Options,
        s_timeout
    );

    private static readonly Regex s_generatedKey = new(
        @"\b(newid|newsequentialid|gen_random_uuid|uuid_generate_v\d\w*|uuid|nextval)\b",
        Options,
        s_timeout
    );

    private static readonly Regex s_set = new(@"\bSET\b(?<list>.*?)(?:\bWHERE\b(?<where>.*)|\bRETURNING\b|$)", Options, s_timeout);

    private static readonly Regex s_accumulates = new(
        @"(?:^|[\s,(.])[""\[`]?(?<column>\w+)[""\]`]?\s*=\s*(?:(?:COALESCE|ISNULL|IFNULL)\s*\(\s*)?(?:[""\[`]?\w+[""\]`]?\.)*[""\[`]?\k<column>\b[""\]`]?\s*(?:,\s*\w+\s*\)\s*)?[+\-|]",
        Options,
        s_timeout
    );

    private static readonly Regex s_bookkeeping = new("version|revision|attempt|retr(y|ies)|failure", Options, s_timeout);

    private static readonly Regex s_sequenceInWhere = new(
        @"version|revision|sequence|position|offset|event_?id|message_?id|processed|handled|status|state|_at\b",
        Options,
        s_timeout
    );

    /// <summary>What the text does again with each delivery; null for nothing that can be told.</summary>
    /// <param name="text">The SQL, with a parameter name in place of what is not constant.</param>
    /// <param name="hasRandomKey">Whether a parameter for a key is random.</param>
    public static string? Repeated(string text, bool hasRandomKey)
    {
        try
        {
            // A check in the same batch guards all of it: IF NOT EXISTS (…) BEGIN … END.
            var plain = s_comment.Replace(text, " ");
            return Regex.IsMatch(plain, @"^\s*IF\b", Options, s_timeout)
                ? null
                : plain
                    .Split(';')
                    .Select(statement => RepeatedStatement(statement, hasRandomKey))
                    .FirstOrDefault(found => found is not null);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string? RepeatedStatement(string statement, bool hasRandomKey)
    {
        foreach (Match set in s_set.Matches(statement))
        {
            if (set.Groups["where"].Success && s_sequenceInWhere.IsMatch(set.Groups["where"].Value))
            {
                continue;
            }

            foreach (Match accumulates in s_accumulates.Matches(set.Groups["list"].Value))
            {
                var column = accumulates.Groups["column"].Value;
                if (!s_bookkeeping.IsMatch(column))
                {
                    return $"SET {column} = {column} + …";
                }
            }
        }

        var insert = s_insert.Match(statement);
        if (!insert.Success || s_guarded.IsMatch(statement))
        {
            return null;
        }

        var table = Bare(insert.Groups["table"].Value);
        var isKeyed =
            !insert.Groups["columns"].Success
            || (
                insert.Groups["columns"].Value.Split(',').Select(Bare).Any(column => IsKey(column, table))
                && !s_generatedKey.IsMatch(statement)
                && !hasRandomKey
            );
        return isKeyed ? null : $"INSERT INTO {table} without a key of the message";
    }

    private static string Bare(string name) => name.Substring(name.LastIndexOf('.') + 1).Trim(' ', '\t', '\r', '\n', '"', '[', ']', '`');

    /// <summary>An id, the table's own id (orders: order_id), or a column that is there to tell repetitions.</summary>
    private static bool IsKey(string column, string table)
    {
        var bare = column.Replace("_", "");
        var entity = table.Replace("_", "");
        return Is(bare, "id")
            || Is(bare, "key")
            || KeyNames.IsDeduplication(column)
            || (
                bare.EndsWith("id", StringComparison.OrdinalIgnoreCase)
                && bare.Length > 4
                && entity.StartsWith(bare.Substring(0, bare.Length - 3), StringComparison.OrdinalIgnoreCase)
                && entity.Length <= bare.Length + 2
            );
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
