using JasperFx.CommandLine;

namespace ClusterEvents.Recording.Commands;

/// <summary>
/// The base of all command inputs: the host to work with. Host settings are not flags, because they are read before
/// the host is built.
/// </summary>
public class CommandInput
{
    [IgnoreOnCommandLine]
    public IHost Host { get; set; } = null!;

    /// <summary>
    /// An error in the arguments themselves; null if there is none. Checked before the database is opened.
    /// </summary>
    public virtual string? Fault() => null;
}
