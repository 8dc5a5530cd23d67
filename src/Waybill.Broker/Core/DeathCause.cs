using System.Diagnostics.CodeAnalysis;

namespace Waybill.Broker.Core;

/// <summary>What a handler threw, as text. An exception's members are user code: they are asked once, where they may throw and take time.</summary>
/// <param name="ExceptionType">The exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="StackTrace">Its stack.</param>
internal sealed record DeathCause(string? ExceptionType, string? Message, string? StackTrace)
{
    // More than a history keeps of a text; what is longer need not be carried to the broker's thread.
    private const int MaxChars = 2048;

    /// <summary>Asks an exception, on the thread of whoever hands it in.</summary>
    [return: NotNullIfNotNull(nameof(exception))]
    public static DeathCause? Capture(Exception? exception) =>
        exception is null
            ? null
            : new DeathCause(
                exception.GetType().FullName,
                Ask(exception, static asked => asked.Message),
                Ask(exception, static asked => asked.StackTrace)
            );

    private static string? Ask(Exception exception, Func<Exception, string?> member)
    {
        try
        {
            var text = member(exception);
            return text is { Length: > MaxChars } ? text[..MaxChars] : text;
        }
#pragma warning disable CA1031 // Whatever it throws, the message dies all the same, and its history says why it says no more.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return $"({thrown.GetType().FullName} was thrown when the exception was asked for this)";
        }
    }
}
