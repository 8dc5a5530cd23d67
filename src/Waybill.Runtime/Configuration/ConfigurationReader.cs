using System.Globalization;
using Microsoft.Extensions.Configuration;
using Waybill.Topologies;

namespace Waybill.Runtime.Configuration;

/// <summary>
/// Reads what configuration overrides, without the reflection binder, and reports everything in it that is wrong: unknown queues and settings, values that
/// are none or out of range, and attempts to change what only code may say.
/// </summary>
internal sealed class ConfigurationReader(List<string> problems)
{
    private const string Root = "Waybill";

    private static readonly HashSet<string> s_codeOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        "Backoff",
        "Binding",
        "Bindings",
        "DeadLetter",
        "Discard",
        "Durability",
        "Durable",
        "Exchange",
        "Exchanges",
        "Idempotent",
        "Jitter",
        "Key",
        "Lifetime",
        "Middleware",
        "Never",
        "On",
        "Pattern",
        "Retention",
        "RoutingKey",
        "Type",
    };

    public HostOverrides Read(IConfiguration configuration, IReadOnlyCollection<string> queues)
    {
        var overrides = new HostOverrides();
        ReadSettings(
            configuration.GetSection(Root),
            new()
            {
                ["DrainTimeout"] = section => overrides.DrainTimeout = Duration(section, DrainTimeout),
                ["Queues"] = section => ReadQueues(section, queues, overrides),
            }
        );
        return overrides;
    }

    private static TimeSpan DrainTimeout(string what, string text, Action<string> report) =>
        RangeRule.Duration(what, text, "0s", "12h", report);

    private void ReadQueues(IConfigurationSection section, IReadOnlyCollection<string> queues, HostOverrides overrides)
    {
        RefuseValue(section);
        foreach (var child in section.GetChildren())
        {
            // Configuration does not tell upper case from lower case, and queue names do: the exact name wins.
            var queue =
                queues.FirstOrDefault(name => name == child.Key)
                ?? queues.FirstOrDefault(name => string.Equals(name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (queue is null)
            {
                problems.Add($"{child.Path} names the queue '{child.Key}', which is not declared. {Meant(child.Key, queues)}");
            }
            else
            {
                overrides.Add(queue, ReadQueue(child));
            }
        }
    }

    private QueueOverrides ReadQueue(IConfigurationSection section)
    {
        var overrides = new QueueOverrides();
        ReadSettings(
            section,
            new()
            {
                ["Prefetch"] = setting => overrides.Prefetch = Number(setting, PolicyRange.Prefetch),
                ["PrefetchBytes"] = setting => overrides.PrefetchBytes = Number(setting, PolicyRange.PrefetchBytes),
                ["Concurrency"] = setting => overrides.Concurrency = Number(setting, PolicyRange.Concurrency),
                ["Timeout"] = setting => overrides.Timeout = Duration(setting, PolicyRange.Timeout),
                ["Lease"] = setting => overrides.Lease = Duration(setting, PolicyRange.Lease),
                ["Retry"] = setting => ReadRetry(setting, overrides),
            }
        );
        return overrides;
    }

    private void ReadRetry(IConfigurationSection section, QueueOverrides overrides) =>
        ReadSettings(
            section,
            new()
            {
                ["Attempts"] = setting => overrides.Attempts = Number(setting, PolicyRange.Attempts),
                ["Delay"] = setting => overrides.Delay = Duration(setting, PolicyRange.RetryDelay),
                ["MaxDelay"] = setting => overrides.MaxDelay = Duration(setting, PolicyRange.RetryDelay),
            }
        );

    private void ReadSettings(IConfigurationSection section, Dictionary<string, Action<IConfigurationSection>> settings)
    {
        RefuseValue(section);
        foreach (var child in section.GetChildren())
        {
            var name = settings.Keys.FirstOrDefault(key => string.Equals(key, child.Key, StringComparison.OrdinalIgnoreCase));
            if (name is not null)
            {
                settings[name](child);
            }
            else if (s_codeOnly.Contains(child.Key))
            {
                problems.Add(
                    $"{child.Path} cannot be configured: only code may say it, on the queue's constant or its handler. Remove the setting."
                );
            }
            else
            {
                problems.Add($"{child.Path} is no setting. {Meant(child.Key, settings.Keys)}");
            }
        }
    }

    private void RefuseValue(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            problems.Add($"{section.Path} is '{section.Value}', but it holds settings and no value of its own. Put a setting below it.");
        }
    }

    private int? Number(IConfigurationSection section, Action<string, int, Action<string>> checkRange)
    {
        if (!int.TryParse(section.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            problems.Add($"{section.Path} is {Shown(section)}, which is no whole number.");
            return null;
        }

        var before = problems.Count;
        checkRange(section.Path, value, problems.Add);
        return problems.Count == before ? value : null;
    }

    private TimeSpan? Duration(IConfigurationSection section, Func<string, string, Action<string>, TimeSpan> parse)
    {
        var before = problems.Count;
        var value = parse(section.Path, section.Value ?? "", problems.Add);
        return problems.Count == before ? value : null;
    }

    private static string Shown(IConfigurationSection section) => section.Value is { } value ? $"\"{value}\"" : "a section";

    private static string Meant(string name, IReadOnlyCollection<string> names) =>
        NearestName.Find(name, names) is { } nearest ? $"Did you mean '{nearest}'?" : "There is none.";
}
