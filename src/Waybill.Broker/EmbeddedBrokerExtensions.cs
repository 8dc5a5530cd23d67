using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Broker;

/// <summary>Chooses the embedded broker.</summary>
public static class EmbeddedBrokerExtensions
{
    /// <summary>Runs on the bundled durable broker, in this process. One process at a time may use a folder.</summary>
    /// <param name="builder">The host's Waybill.</param>
    /// <param name="directory">The data folder; a relative path resolves against the content root. Created when the host starts.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static IWaybillBuilder UseEmbeddedBroker(
        this IWaybillBuilder builder,
        string directory,
        Action<EmbeddedBrokerOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var options = new EmbeddedBrokerOptions();
        configure?.Invoke(options);
        options.Validate();
        return builder.UseTransport(environment =>
        {
            var loggers = (ILoggerFactory?)environment.Services.GetService(typeof(ILoggerFactory)) ?? NullLoggerFactory.Instance;
            return new EmbeddedTransport(
                new DirectoryDevice(Path.GetFullPath(directory, environment.ContentRoot)),
                options,
                environment.TimeProvider,
                loggers.CreateLogger("Waybill.Broker")
            );
        });
    }
}
