namespace Waybill.Broker.Checkpoints;

/// <summary>What is to be done next for a checkpoint.</summary>
internal enum CheckpointStep
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>A mark goes into the journal: when it is applied, a checkpoint is written and old segments are cleaned.</summary>
    Mark,

    /// <summary>The checkpoint at the last mark is written again: it failed, and nothing has come since.</summary>
    Write,

    /// <summary>Old segments are cleaned again, behind the checkpoint that is there.</summary>
    Clean,
}
