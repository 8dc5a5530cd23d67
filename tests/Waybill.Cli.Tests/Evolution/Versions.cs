using System.Collections.Concurrent;
using Waybill.Cli.Tests.Support;
using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>Both versions of each change, compiled once.</summary>
public sealed class Versions : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Pair>> _pairs = new(StringComparer.Ordinal);

    internal Pair Of(Change change) => _pairs.GetOrAdd(change.Title, _ => new Lazy<Pair>(() => new Pair(change))).Value;

    public void Dispose()
    {
        foreach (var pair in _pairs.Values)
        {
            pair.Value.Dispose();
        }
    }

    internal sealed class Pair : IDisposable
    {
        private readonly TempFolder _folder = new();

        public Pair(Change change)
        {
            Old = new Version(change.Old, change.OldSample, _folder);
            New = new Version(change.New, change.NewSample, _folder);
            Changes = SchemaComparison.Compare(Locked(change), New.Schema);
        }

        public Version Old { get; }

        public Version New { get; }

        public IReadOnlyList<SchemaChange> Changes { get; }

        public void Dispose()
        {
            Old.Dispose();
            New.Dispose();
            _folder.Dispose();
        }

        /// <summary>What the lock file has when the new version comes.</summary>
        private SchemaSet Locked(Change change)
        {
            if (change.Older is null)
            {
                return Old.Schema;
            }

            using var older = new Version(change.Older, "default(M)!", _folder);
            return SchemaUpdate.Next(older.Schema, Old.Schema, static _ => true);
        }
    }
}
