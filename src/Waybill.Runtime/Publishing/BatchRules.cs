namespace Waybill.Runtime.Publishing;

/// <summary>What every batch publish must obey.</summary>
internal static class BatchRules
{
    /// <exception cref="ArgumentException">A message is null, or one id was given to several.</exception>
    public static void Check<T>(ReadOnlySpan<T> messages, PublishOptions? options)
    {
        if (options?.MessageId is not null && messages.Length > 1)
        {
            throw new ArgumentException(
                "One message id cannot name several messages. Publish them one by one, or leave the id out.",
                nameof(options)
            );
        }

        foreach (var message in messages)
        {
            if (message is null)
            {
                throw new ArgumentException("A message of the batch is null.", nameof(messages));
            }
        }
    }
}
