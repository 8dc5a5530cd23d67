using System.Collections;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Headers that another thread changes: they say how many they are, and each reading finds others.</summary>
/// <param name="count">How many they say they are.</param>
/// <param name="readings">What each reading finds, the last one from then on.</param>
internal sealed class ChangingHeaders(int count, params string[][] readings) : IReadOnlyDictionary<string, string>
{
    private int _next;

    public int Count => count;

    public IEnumerable<string> Keys => readings[0];

    public IEnumerable<string> Values => readings[0];

    public string this[string key] => key;

    public bool ContainsKey(string key) => readings[0].Contains(key);

    public bool TryGetValue(string key, out string value)
    {
        value = key;
        return ContainsKey(key);
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        readings[Math.Min(_next++, readings.Length - 1)].Select(name => KeyValuePair.Create(name, name)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
