using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>
/// Several lives of one broker that publishes and settles, each ended by a power cut or a kill at a random operation, with a ledger of what was confirmed, seen and
/// settled. Everything follows from the seed, except how records fall into batches.
/// </summary>
internal sealed class PowerCutRun(int seed, Func<IStorageDevice, IStorageDevice> wiring, bool checkpoints = false)
{
    private readonly Random _random = new(seed);
    private readonly Ledger _ledger = new();
    private int _next;

    // Large messages, so that a life comes to a checkpoint or two.
    private readonly int _textBytes = checkpoints ? 8_000 : 0;
    private readonly EmbeddedBrokerOptions _options = Options(checkpoints);

    /// <summary>Runs the lives and returns what was broken; null when nothing was.</summary>
    public async Task<string?> RunAsync(int lives)
    {
        var device = new SimulatedDevice();
        for (var life = 0; life < lives; life++)
        {
            await LiveAsync(device);
            device = _random.Next(4) == 0 ? device.AfterKill() : device.AfterPowerCut(_random);
            _ledger.EndLife(new PowerCutException());
            try
            {
                // The judge looks at a copy, so that the next life meets what the end left behind.
                await using var judge = await TestBroker.OpenAsync(device.AfterKill(), _options);
                if (_ledger.Check(await judge.TextsAsync()) is { } broken)
                {
                    return $"seed {seed}, life {life}: {broken}";
                }
            }
            catch (JournalCorruptedException corrupted)
            {
                return $"seed {seed}, life {life}: {corrupted.Message}";
            }
        }

        return null;
    }

    private static EmbeddedBrokerOptions Options(bool checkpoints)
    {
        var options = TestBroker.Small();
        options.CheckpointInterval = checkpoints ? TimeSpan.Zero : options.CheckpointInterval;
        return options;
    }

    private async Task LiveAsync(SimulatedDevice device)
    {
        _ledger.BeginLife();
        var cutAt = _random.Next(1, checkpoints ? 300 : 100);
        device.Script = operation =>
        {
            if (operation.Number != cutAt)
            {
                return SimulatedOutcome.Succeed;
            }

            // The broker hears of it when it writes. It may only read any more, or make a checkpoint, while somebody waits for what will not come.
            _ledger.EndLife(new PowerCutException());
            return SimulatedOutcome.CutPower;
        };
        var settles = _random.Next(2) == 0;
        TestBroker broker;
        try
        {
            broker = await TestBroker.OpenAsync(wiring(device), _options);
        }
        catch (Exception e) when (e is PowerCutException or WaybillException)
        {
            return;
        }

        await using (broker)
        {
            var sink = new SettlingSink(_ledger);
            var receiver = broker.Transport.Subscribe(new ReceiverOptions("a", 64, 1 << 20), sink);
            if (settles)
            {
                sink.SettleThrough(receiver);
            }

            try
            {
                while (true)
                {
                    var burst = new List<(string Text, ValueTask<PublishReceipt> Receipt)>();
                    for (var i = _random.Next(1, 6); i > 0; i--)
                    {
                        var text = $"{_next++}".PadRight(_textBytes);
                        _ledger.Attempted(text);
                        burst.Add((text, broker.Begin(text)));
                    }

                    foreach (var (text, receipt) in burst)
                    {
                        await receipt.Guarded();
                        _ledger.Confirmed(text);
                    }

                    // Now and then nothing else is on its way when the outcomes are, so that no publish's sync covers them.
                    if (settles && _random.Next(2) == 0)
                    {
                        await Task.WhenAll(burst.Select(item => _ledger.SettledAsync(item.Text))).Guarded();
                    }
                }
            }
            catch (Exception e) when (e is WaybillException or PowerCutException)
            {
                // The power is gone.
            }
        }
    }

    /// <summary>Completes what it is handed, once it knows where.</summary>
    private sealed class SettlingSink(Ledger ledger) : IDeliverySink
    {
        private readonly Lock _guard = new();
        private readonly List<(DeliveryToken Token, string Text)> _early = [];
        private IReceiver? _receiver;

        public void SettleThrough(IReceiver receiver)
        {
            lock (_guard)
            {
                _receiver = receiver;
                _early.ForEach(early => Complete(receiver, early.Token, early.Text));
            }
        }

        public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
        {
            lock (_guard)
            {
                foreach (var delivery in deliveries)
                {
                    ledger.Seen(delivery.Token, delivery.Text);
                    if (_receiver is { } receiver)
                    {
                        Complete(receiver, delivery.Token, delivery.Text);
                    }
                    else
                    {
                        // Its bytes are the broker's after this call; token and text are ours.
                        _early.Add((delivery.Token, delivery.Text));
                    }
                }
            }
        }

        private void Complete(IReceiver receiver, DeliveryToken token, string text)
        {
            ledger.HandedIn(text);
            receiver.Settle(new Outcome { Token = token, Kind = OutcomeKind.Complete });
        }

        public void OnSettled(DeliveryToken token, SettlementResult result)
        {
            if (result == SettlementResult.Settled)
            {
                ledger.Settled(token);
            }
        }

        public bool StillHolds(DeliveryToken token) => true;

        public void OnLeaseLost(DeliveryToken token) { }

        public void OnFaulted(Exception exception) => ledger.EndLife(exception);
    }

    /// <summary>What a publisher and a consumer know. Thread-safe.</summary>
    private sealed class Ledger
    {
        private readonly Lock _guard = new();
        private readonly Dictionary<DeliveryToken, string> _tokens = [];
        private readonly Dictionary<string, TaskCompletionSource> _waiting = [];
        private readonly HashSet<string> _attempted = [];
        private readonly HashSet<string> _confirmed = [];
        private readonly HashSet<string> _seen = [];
        private readonly HashSet<string> _handedIn = [];
        private readonly HashSet<string> _settled = [];
        private bool _ended;

        public void Attempted(string text) => Add(_attempted, text);

        public void Confirmed(string text) => Add(_confirmed, text);

        public void HandedIn(string text) => Add(_handedIn, text);

        public void Seen(DeliveryToken token, string text)
        {
            lock (_guard)
            {
                _tokens[token] = text;
                _seen.Add(text);
            }
        }

        public void Settled(DeliveryToken token)
        {
            lock (_guard)
            {
                var text = _tokens[token];
                _settled.Add(text);
                if (_waiting.Remove(text, out var waiting))
                {
                    waiting.SetResult();
                }
            }
        }

        /// <summary>Ends when the settlement was heard of; fails when the life ends before.</summary>
        public Task SettledAsync(string text)
        {
            lock (_guard)
            {
                if (_ended)
                {
                    return Task.FromException(new PowerCutException());
                }

                if (_settled.Contains(text))
                {
                    return Task.CompletedTask;
                }

                var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(text, waiting);
                return waiting.Task;
            }
        }

        public void BeginLife()
        {
            lock (_guard)
            {
                // Tokens mean something to one process only.
                _tokens.Clear();
                _ended = false;
            }
        }

        /// <summary>Whoever waits hears why.</summary>
        public void EndLife(Exception exception)
        {
            lock (_guard)
            {
                _ended = true;
                foreach (var waiting in _waiting.Values)
                {
                    waiting.SetException(exception);
                }

                _waiting.Clear();
            }
        }

        /// <summary>What is wrong with a queue that holds these; null when nothing is.</summary>
        public string? Check(string[] stored)
        {
            lock (_guard)
            {
                var there = stored.ToHashSet();
                return there.Count != stored.Length ? "a message is there twice"
                    : First(there.Except(_attempted)) is { } invented ? $"{invented} was never published"
                    : First(_confirmed.Except(there).Except(_handedIn)) is { } lost ? $"{lost} was confirmed and is gone"
                    : First(_seen.Except(there).Except(_handedIn)) is { } phantom ? $"{phantom} was handed out and is gone"
                    : First(_settled.Intersect(there)) is { } back ? $"{back} was settled and is there again"
                    : null;
            }
        }

        private static string? First(IEnumerable<string> texts) => texts.FirstOrDefault();

        private void Add(HashSet<string> set, string text)
        {
            lock (_guard)
            {
                set.Add(text);
            }
        }
    }
}
