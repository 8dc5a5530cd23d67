using System.ComponentModel;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>
/// A folder in memory that loses what was not synced, entries of the folder included, and fails where a test wants it to. Thread-safe.
/// </summary>
internal sealed class SimulatedDevice : IStorageDevice
{
    private readonly object _guard = new();
    private readonly List<(string Name, SimulatedFile? File)> _unsyncedEntries = [];
    private readonly List<SimulatedOperation> _operations = [];
    private Dictionary<string, SimulatedFile> _entries = [];
    private Dictionary<string, SimulatedFile> _mediumEntries = [];
    private bool _dead;
    private int _locks;

    public string Name => "/simulated";

    /// <summary>Decides about each call that changes something; called one at a time.</summary>
    public Func<SimulatedOperation, SimulatedOutcome> Script { get; set; } = _ => SimulatedOutcome.Succeed;

    public IReadOnlyList<SimulatedOperation> Operations
    {
        get
        {
            lock (_guard)
            {
                return [.. _operations];
            }
        }
    }

    public SimulatedFile this[string name]
    {
        get
        {
            lock (_guard)
            {
                return _entries[name];
            }
        }
    }

    public IEnumerable<SimulatedFile> Files => _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value);

    /// <summary>What the files take up.</summary>
    public long UsedBytes
    {
        get
        {
            lock (_guard)
            {
                return _entries.Values.Sum(static file => (long)file.Length);
            }
        }
    }

    /// <summary>Whether the folder cannot be listed, as when too many files are open.</summary>
    public bool IsUnlisted { get; set; }

    public IReadOnlyList<string> List()
    {
        if (IsUnlisted)
        {
            throw new IOException("The folder cannot be listed.");
        }

        lock (_guard)
        {
            return [.. _entries.Keys];
        }
    }

    public IStorageFile Open(string name, bool writable)
    {
        lock (_guard)
        {
            ThrowIfDead();
            return _entries.TryGetValue(name, out var file)
                ? new Handle(this, name, file, writable)
                : throw new FileNotFoundException(name);
        }
    }

    public IStorageFile Create(string name, long length)
    {
        lock (_guard)
        {
            var present = _entries.TryGetValue(name, out var replaced) ? replaced.Length : 0;
            // What had the name is cut to nothing before there is found to be no room.
            Perform(SimulatedOperationKind.Create, name, length, length - present, whenFull: () => SetEntry(name, null));
            var file = new SimulatedFile((int)length);
            SetEntry(name, file);
            return new Handle(this, name, file, writable: true);
        }
    }

    public IStorageMapping Map(string name)
    {
        lock (_guard)
        {
            Perform(SimulatedOperationKind.Map, name);
            var file = _entries.TryGetValue(name, out var entry) ? entry : throw new FileNotFoundException(name);
            file.KeepDirty();
            return new Mapping(file);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_guard)
        {
            Perform(SimulatedOperationKind.Rename, to);
            SetEntry(to, _entries[from]);
            SetEntry(from, null);
        }
    }

    public void Delete(string name)
    {
        lock (_guard)
        {
            Perform(SimulatedOperationKind.Delete, name);
            SetEntry(name, null);
        }
    }

    public void SyncDirectory()
    {
        lock (_guard)
        {
            Perform(SimulatedOperationKind.SyncDirectory, "");
            _mediumEntries = new(_entries);
            _unsyncedEntries.Clear();
        }
    }

    public IDisposable? TryLock(bool shared, out int ownerProcessId)
    {
        lock (_guard)
        {
            ownerProcessId = 4711;
            if (_locks != 0)
            {
                return null;
            }
            _locks++;
            return new Unlock(this);
        }
    }

    /// <summary>The folder as the next process finds it after this one was killed now.</summary>
    public SimulatedDevice AfterKill()
    {
        lock (_guard)
        {
            var copies = _entries.Values.Concat(_mediumEntries.Values).Distinct().ToDictionary(file => file, file => file.Copy());
            return new SimulatedDevice
            {
                _entries = _entries.ToDictionary(entry => entry.Key, entry => copies[entry.Value]),
                _mediumEntries = _mediumEntries.ToDictionary(entry => entry.Key, entry => copies[entry.Value]),
            };
        }
    }

    /// <summary>The folder as it is after the power was cut now: unsynced entries up to some point, unsynced sectors in any selection.</summary>
    public SimulatedDevice AfterPowerCut(Random random)
    {
        lock (_guard)
        {
            _dead = true;
            var entries = new Dictionary<string, SimulatedFile>(_mediumEntries);
            // Some cuts keep none, however many there are.
            var kept = random.Next(3) == 0 ? 0 : random.Next(_unsyncedEntries.Count + 1);
            foreach (var (name, file) in _unsyncedEntries.Take(kept))
            {
                Put(entries, name, file);
            }
            var after = entries
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .ToDictionary(entry => entry.Key, entry => entry.Value.AfterPowerCut(random));
            return new SimulatedDevice { _entries = after, _mediumEntries = new(after) };
        }
    }

    private void SetEntry(string name, SimulatedFile? file)
    {
        Put(_entries, name, file);
        _unsyncedEntries.Add((name, file));
    }

    private static void Put(Dictionary<string, SimulatedFile> entries, string name, SimulatedFile? file)
    {
        if (file is null)
        {
            entries.Remove(name);
        }
        else
        {
            entries[name] = file;
        }
    }

    // Under the guard.
    private void Perform(
        SimulatedOperationKind kind,
        string name,
        long end = 0,
        long growth = 0,
        Action? beforePowerCut = null,
        Action? beforeFailure = null,
        Action? whenFull = null
    )
    {
        ThrowIfDead();
        var operation = new SimulatedOperation(_operations.Count, kind, name, end, growth);
        _operations.Add(operation);
        switch (Script(operation))
        {
            case SimulatedOutcome.Fail:
                beforeFailure?.Invoke();
                throw new IOException($"{kind} on '{name}' failed (errno 5).");
            case SimulatedOutcome.DiskFull:
                whenFull?.Invoke();
                throw new IOException($"{kind} on '{name}' failed: No space left on device (errno 28).", new Win32Exception(28));
            case SimulatedOutcome.CutPower:
                beforePowerCut?.Invoke();
                _dead = true;
                throw new PowerCutException();
            default:
                // Whatever the script did meanwhile may have cut the power.
                ThrowIfDead();
                break;
        }
    }

    private void ThrowIfDead()
    {
        if (_dead)
        {
            throw new PowerCutException();
        }
    }

    private sealed class Handle(SimulatedDevice device, string name, SimulatedFile file, bool writable) : IStorageFile
    {
        private int _failures = file.Failures;

        // A file may have got another one since.
        private string Name => device._entries.FirstOrDefault(entry => entry.Value == file).Key ?? name;

        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination)
        {
            lock (device._guard)
            {
                device.ThrowIfDead();
                return file.Read(offset, destination);
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            if (!writable)
            {
                throw new InvalidOperationException($"'{name}' was opened for reading and is written.");
            }
            var bytes = source.ToArray();
            lock (device._guard)
            {
                var end = offset + bytes.Length;
                device.Perform(
                    SimulatedOperationKind.Write,
                    Name,
                    end,
                    Math.Max(0, end - file.Length),
                    beforePowerCut: () => file.Write(offset, bytes)
                );
                file.Write(offset, bytes);
            }
        }

        public void Sync()
        {
            lock (device._guard)
            {
                device.Perform(SimulatedOperationKind.Sync, Name, beforeFailure: Fail);
                if (_failures != file.Failures)
                {
                    // What failed through another handle may have been this one's.
                    _failures = file.Failures;
                    throw new IOException($"{SimulatedOperationKind.Sync} on '{name}' failed (errno 5).");
                }
                file.Sync();
            }
        }

        public void Dispose() { }

        private void Fail()
        {
            file.FailSync();
            _failures = file.Failures;
        }
    }

    // Stores go past the device, as they do past the operating system.
    private sealed class Mapping(SimulatedFile file) : IStorageMapping
    {
        public Span<byte> Bytes => file.Bytes;

        public void Dispose() { }
    }

    private sealed class Unlock(SimulatedDevice device) : IDisposable
    {
        public void Dispose()
        {
            lock (device._guard)
            {
                device._locks--;
            }
        }
    }
}
