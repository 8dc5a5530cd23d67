namespace Waybill.Manifests;

/// <summary>
/// The manifest's text: a first line with the major version, then one line a thing, its fields split by tabs. A field that says nothing is <c>-</c>. Readers
/// ignore fields beyond those they know, so that a later minor version may add some; a new kind of line needs a new major version. Lines stand in one
/// order whatever the order of declaration, so that a rebuild gives the same text.
/// </summary>
internal static class ManifestFormat
{
    public const string Magic = "waybill-manifest";
    public const int Version = 2;

    public const string Module = "module";
    public const string Exchange = "exchange";
    public const string Queue = "queue";
    public const string Binding = "binding";
    public const string Message = "message";

    /// <summary>A handler class; the <see cref="Handles"/> lines after it are its messages.</summary>
    public const string Handler = "handler";

    public const string Handles = "handles";

    public const char Separator = '\t';
    public const string None = "-";
}
