using System.Text;

namespace OrderPipeline.Input;

/// <summary>The input: a file, or standard input for <c>-</c>.</summary>
internal sealed class OrderSource : IDisposable
{
    private const string StandardInput = "-";

    private readonly TextReader _reader;

    private OrderSource(TextReader reader, string producer, long? bytes)
    {
        _reader = reader;
        Producer = producer;
        Bytes = bytes;
    }

    /// <summary>The producer's name: the journal remembers under it how far the input was read.</summary>
    public string Producer { get; }

    /// <summary>How long the input is; null when that is not known.</summary>
    public long? Bytes { get; }

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static OrderSource Open(string path)
    {
        if (path == StandardInput)
        {
            return new OrderSource(new StreamReader(Console.OpenStandardInput(), Encoding.UTF8), "orders from standard input", null);
        }

        var file = new FileInfo(path);
        return new OrderSource(file.OpenText(), $"orders from {file.FullName}", file.Length);
    }

    /// <summary>The lines with their numbers, from 1; empty ones are passed over.</summary>
    public async IAsyncEnumerable<(long Number, string Text)> ReadLinesAsync()
    {
        long number = 0;
        while (await _reader.ReadLineAsync() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line);
            }
        }
    }

    public void Dispose() => _reader.Dispose();
}
