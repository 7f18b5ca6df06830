using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// Leads from one stored shape of an event to the next: the data as the next shape has it. It is pure, sees JSON alone
/// so that no class of the past must be kept, and leaves alone what it does not know.
/// </summary>
public delegate JsonObject Upcast(JsonObject data);
