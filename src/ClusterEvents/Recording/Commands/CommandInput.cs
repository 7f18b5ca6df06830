using JasperFx.CommandLine;

namespace ClusterEvents.Recording.Commands;

/// <summary>
/// What every command of the program is given: the host to work with. Settings of the host are none of its flags, for
/// they were read before the host was built.
/// </summary>
public class CommandInput
{
    [IgnoreOnCommandLine]
    public IHost Host { get; set; } = null!;

    /// <summary>
    /// What is wrong with the arguments by themselves; null where nothing is. It is asked before a store is touched.
    /// </summary>
    public virtual string? Fault() => null;
}
