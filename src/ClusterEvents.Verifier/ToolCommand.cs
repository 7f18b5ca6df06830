using System.CommandLine;

namespace ClusterEvents.Verifier;

/// <summary>A command with an example of its use.</summary>
internal sealed class ToolCommand(string name, string description, string example) : Command(name, description)
{
    /// <summary>A whole line for a shell.</summary>
    public string Example { get; } = $"{Program.Name} {name} {example}";
}
