namespace Waybill.Storage.Threads;

/// <summary>What a thread does, in turns, so that whoever gives it its turns decides when it has them.</summary>
internal interface IThreadBody
{
    /// <summary>What debuggers call the thread.</summary>
    string Name { get; }

    /// <summary>Does what there is to do. It throws nothing.</summary>
    TurnResult TakeTurn();

    /// <summary>After a turn that found nothing: waits until there may be something.</summary>
    /// <param name="milliseconds">How long at most; 0 asks only, <see cref="Timeout.Infinite"/> waits for it.</param>
    /// <returns>Whether there may be something.</returns>
    bool Wait(int milliseconds);
}
