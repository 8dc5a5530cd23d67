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

    private static readonly HashSet<string> s_processing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Prefetch",
        "PrefetchBytes",
        "Concurrency",
        "Timeout",
        "Retry",
    };

    /// <param name="configuration">The host's configuration.</param>
    /// <param name="queues">Every queue of the topology.</param>
    /// <param name="handled">
    /// The queues that some module's handler consumes, here or in another host that shares the configuration: settings of how a queue is processed mean
    /// nothing for the others.
    /// </param>
    public HostOverrides Read(IConfiguration configuration, IReadOnlyCollection<string> queues, IReadOnlySet<string> handled)
    {
        var overrides = new HostOverrides();
        ReadSettings(
            configuration.GetSection(Root),
            new()
            {
                ["DrainTimeout"] = section => overrides.DrainTimeout = Duration(section, DrainTimeout),
                ["Queues"] = section => ReadQueues(section, new Target(new QueueSections(queues), handled, overrides)),
            }
        );
        return overrides;
    }

    private static TimeSpan DrainTimeout(string what, string text, Action<string> report) =>
        RangeRule.Duration(what, text, "0s", "12h", report);

    private void ReadQueues(IConfigurationSection section, Target target)
    {
        RefuseValue(section);
        foreach (var child in section.GetChildren())
        {
            ReadNamed(child, child.Key, target);
        }
    }

    /// <summary>Reads a section that may be a queue's, lead to queues with longer names, or both.</summary>
    private void ReadNamed(IConfigurationSection section, string name, Target target)
    {
        var queue = target.Queues.Find(name);
        if (queue is null && !target.Queues.Has(name))
        {
            problems.Add($"{section.Path} names the queue '{name}', which is not declared. {Meant(name, target.Queues.Queues)}");
            return;
        }

        RefuseValue(section);
        var settings = new List<IConfigurationSection>();
        foreach (var child in section.GetChildren())
        {
            var longer = ConfigurationPath.Combine(name, child.Key);
            if (queue is null || target.Queues.Has(longer))
            {
                ReadNamed(child, longer, target);
            }
            else
            {
                settings.Add(child);
            }
        }

        if (queue is not null)
        {
            RefuseProcessing(settings, queue, target.Handled);
            target.Overrides.Add(queue, ReadQueue(settings, target.Queues.Further(name)));
        }
    }

    /// <summary>A queue that nobody consumes, such as one for dead letters, has a lease (for who will) and nothing else to configure.</summary>
    private void RefuseProcessing(IEnumerable<IConfigurationSection> settings, string queue, IReadOnlySet<string> handled)
    {
        if (handled.Contains(queue))
        {
            return;
        }

        problems.AddRange(
            from setting in settings
            where s_processing.Contains(setting.Key)
            select $"{setting.Path} would change nothing: no module has a handler of queue '{queue}'. Remove the setting, or correct the queue's name."
        );
    }

    private QueueOverrides ReadQueue(IEnumerable<IConfigurationSection> sections, IEnumerable<string> longerNames)
    {
        var overrides = new QueueOverrides();
        ReadSettings(
            sections,
            new()
            {
                ["Prefetch"] = setting => overrides.Prefetch = Number(setting, PolicyRange.Prefetch),
                ["PrefetchBytes"] = setting => overrides.PrefetchBytes = Number(setting, PolicyRange.PrefetchBytes),
                ["Concurrency"] = setting => overrides.Concurrency = Number(setting, PolicyRange.Concurrency),
                ["Timeout"] = setting => overrides.Timeout = Duration(setting, PolicyRange.Timeout),
                ["Lease"] = setting => overrides.Lease = Duration(setting, PolicyRange.Lease),
                ["Retry"] = setting => ReadRetry(setting, overrides),
            },
            longerNames
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
        ReadSettings(section.GetChildren(), settings, []);
    }

    /// <param name="sections">What is there.</param>
    /// <param name="settings">What may be there, and what reads it.</param>
    /// <param name="alternatives">What somebody may have meant beside a setting.</param>
    private void ReadSettings(
        IEnumerable<IConfigurationSection> sections,
        Dictionary<string, Action<IConfigurationSection>> settings,
        IEnumerable<string> alternatives
    )
    {
        foreach (var child in sections)
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
                problems.Add($"{child.Path} is no setting. {Meant(child.Key, [.. settings.Keys, .. alternatives])}");
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
        NearestName.Find(name, names) is { } nearest ? $"Did you mean '{nearest}'?"
        : names.Count == 0 ? "There is none."
        : $"There {(names.Count == 1 ? "is" : "are")} {Listed(names)}.";

    /// <summary>The names in order; of many the first.</summary>
    private static string Listed(IReadOnlyCollection<string> names)
    {
        const int Most = 10;
        var shown = names.Order(StringComparer.Ordinal).Take(Most).Select(name => $"'{name}'");
        return string.Join(", ", shown) + (names.Count > Most ? $" and {names.Count - Most} more" : "");
    }

    /// <summary>What the sections below <c>Queues</c> are read for.</summary>
    private sealed record Target(QueueSections Queues, IReadOnlySet<string> Handled, HostOverrides Overrides);
}
