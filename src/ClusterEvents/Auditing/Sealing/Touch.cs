using System.Runtime.CompilerServices;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>What an event does to one timeline.</summary>
/// <param name="Timeline">Its key.</param>
/// <param name="Entries">How many more entries it shows than before: 1, 0 or -1.</param>
internal sealed record Touch(string Timeline, int Entries);
