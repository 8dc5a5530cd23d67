using System.Collections;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Headers that say they hold one, and fail when they are copied.</summary>
internal sealed class FailingHeaders : IReadOnlyDictionary<string, string>
{
    private int _reads;

    public int Count => 1;

    public IEnumerable<string> Keys => ["name"];

    public IEnumerable<string> Values => ["value"];

    public string this[string key] => "value";

    public bool ContainsKey(string key) => true;

    public bool TryGetValue(string key, out string value)
    {
        value = "value";
        return true;
    }

    // Whoever reckons the size gets through, and whoever copies does not.
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        ++_reads == 1
            ? new Dictionary<string, string> { ["name"] = "value" }
                .AsEnumerable()
                .GetEnumerator()
            : throw new InvalidTimeZoneException("headers");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
