using System.Collections;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>A header; somebody hears of it when it is read.</summary>
/// <param name="read">Hears of it.</param>
/// <param name="reading">Of which reading: the first reckons the size, the second writes.</param>
internal sealed class WatchedHeaders(Action read, int reading = 2) : IReadOnlyDictionary<string, string>
{
    private int _readings;

    public int Count => 1;

    public IEnumerable<string> Keys => ["name"];

    public IEnumerable<string> Values => ["value"];

    public string this[string key] => "value";

    public bool ContainsKey(string key) => key == "name";

    public bool TryGetValue(string key, out string value)
    {
        value = "value";
        return ContainsKey(key);
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        if (++_readings == reading)
        {
            read();
        }

        return ((IEnumerable<KeyValuePair<string, string>>)[new("name", "value")]).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
