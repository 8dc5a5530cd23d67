using System.Text.Json;
using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz;

/// <summary>A message type's JSON, whatever the type.</summary>
internal abstract class JsonTarget(IMessageShape shape) : ReaderTarget
{
    // Longer ones take long, and say the same again.
    private const int MaxOriginal = 2_048;
    private const int MaxTries = 10_000;

    private const string NotFinite = "The number is NaN or infinite";

    public override string Name => $"{shape.Name}.json";

    public override bool IsBounded => true;

    // A name in hostile JSON may begin with a bracket, which then looks like an index.
    public override bool IsPath(string path) => path.Split('.', '[')[0] == shape.Name;

    /// <summary>Whether the type has JSON.</summary>
    public abstract bool HasJson { get; }

    public override IReadOnlyList<byte[]> Originals(int count) =>
        [
            .. Enumerable
                .Range(0, MaxTries)
                .Select(seed => TryEncode(shape.Create(seed)))
                .OfType<byte[]>()
                .Where(json => json.Length <= MaxOriginal)
                .Take(count),
        ];

    public override byte[] Damage(byte[] bytes, byte[] other, Random random) => JsonMutation.Of(bytes, other, random);

    public override string? Objection(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = JsonMessageWriter.MaxDepth });
        try
        {
            while (reader.Read()) { }

            return null;
        }
        catch (JsonException exception)
        {
            return $"System.Text.Json says that it is no JSON: {exception.Message}";
        }
    }

    public override bool IsUnspeakable(Exception exception) =>
        exception is ArgumentException && exception.Message.StartsWith(NotFinite, StringComparison.Ordinal);

    private byte[]? TryEncode(object message)
    {
        try
        {
            return Encode(message);
        }
        catch (ArgumentException)
        {
            // A number or character that JSON cannot say.
            return null;
        }
    }
}
