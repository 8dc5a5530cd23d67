using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>The lock file of the project, read when it is first asked. Thread-safe.</summary>
internal sealed class ProjectLock(AnalyzerOptions options, CancellationToken cancellationToken)
{
    private readonly Lazy<LockFile?> _file = new(() =>
        options.AdditionalFiles.FirstOrDefault(file => LockFile.IsLock(file.Path))?.GetText(cancellationToken) is { } text
            ? LockFile.Parse(text.ToString())
            : null
    );

    /// <summary>The file; null when the project has none.</summary>
    public LockFile? File => _file.Value;

    /// <summary>The message as the lock file has it; null when it has not.</summary>
    public MessageSchema? Message(string name) => File?.Schema.Message(name);
}
