using System.Text;

namespace OrderPipeline.Input;

/// <summary>The input: a file, or standard input for <c>-</c>.</summary>
internal sealed class OrderSource : IDisposable
{
    private const string StandardInput = "-";

    private readonly TextReader _reader;
    private long _number;

    private OrderSource(TextReader reader, string name, string producer, long? bytes)
    {
        _reader = reader;
        Name = name;
        Producer = producer;
        Bytes = bytes;
    }

    /// <summary>What the user calls it.</summary>
    public string Name { get; }

    /// <summary>The producer's name: the journal remembers under it how far the input was read.</summary>
    public string Producer { get; }

    /// <summary>How long the input is; null when that is not known, as of what is piped in.</summary>
    public long? Bytes { get; }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Task<OrderSource> OpenAsync(string path, CancellationToken cancellationToken) =>
        // Opening a pipe waits until somebody writes into it, which nothing can break off: it is left behind.
        Task.Run(() => UserPath.Open("--orders", path, () => Open(path)), CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>The next line that is not empty, with its number, from 1; null at the end.</summary>
    public async ValueTask<(long Number, string Text)?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Neither can reading standard input or a pipe be broken off.
            var line = await _reader.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            if (line is null)
            {
                return null;
            }

            _number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                return (_number, line);
            }
        }
    }

    public void Dispose() => _reader.Dispose();

    private static OrderSource Open(string path)
    {
        if (path == StandardInput)
        {
            var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
            return new OrderSource(input, "standard input", "orders from standard input", null);
        }

        if (Directory.Exists(path))
        {
            throw new IOException("It is a folder, not a file.");
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new OrderSource(
            new StreamReader(file, Encoding.UTF8),
            $"'{path}'",
            $"orders from {Path.GetFullPath(path)}",
            file.CanSeek ? file.Length : null
        );
    }
}
