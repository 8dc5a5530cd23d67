using Waybill.Generated.Json;

namespace Waybill;

public ref partial struct JsonMessageReader
{
    /// <summary>Reads an array.</summary>
    public JsonItems<T> ReadItems<TCodec, T>()
        where TCodec : IJsonCodec<T>
    {
        var items = default(JsonItems<T>);
        Begin((byte)'[', "an array");
        var more = !TryEnd((byte)']');
        while (more)
        {
            items.Add(TCodec.Read(ref this));
            more = TryContinue((byte)']');
        }

        return items;
    }

    /// <summary>Reads an object as a map; of entries with one key the last counts.</summary>
    public Dictionary<TKey, TValue> ReadMap<TKeyCodec, TKey, TValueCodec, TValue>()
        where TKeyCodec : IJsonCodec<TKey>
        where TKey : notnull
        where TValueCodec : IJsonCodec<TValue>
    {
        var map = new Dictionary<TKey, TValue>();
        Begin((byte)'{', "an object");
        var more = !TryEnd((byte)'}');
        while (more)
        {
            if (Next() != (byte)'"')
            {
                throw Expected("a key in quotes");
            }

            var key = TKeyCodec.Read(ref this);
            ReadColon();
            map[key] = TValueCodec.Read(ref this);
            more = TryContinue((byte)'}');
        }

        return map;
    }
}
